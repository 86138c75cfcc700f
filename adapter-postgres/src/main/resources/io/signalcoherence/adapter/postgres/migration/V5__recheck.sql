-- What tells cheaply whether a reading that was made before still stands.

-- The runs of the server within an epoch. After a crash, ids of transactions that had ended without
-- leaving a trace on the disk are given again, so a snapshot taken before it says nothing of them.
ALTER TABLE epoch ADD COLUMN run integer NOT NULL DEFAULT 1 CHECK (run >= 1);

-- Says that the present run has its number. The server empties unlogged tables when it recovers from a
-- crash, and keeps them when it was shut down in order, which gives no id twice.
CREATE UNLOGGED TABLE run_mark (
  epoch integer NOT NULL PRIMARY KEY
);
INSERT INTO run_mark SELECT e.number FROM epoch e ORDER BY e.number DESC LIMIT 1;

-- The epoch of this cluster and timeline; begins one if the last belongs to another, and a run if the
-- server has crashed since the last began. Each session that serves calls it first, and none outlives a
-- crash, so none meets a run without its number.
CREATE OR REPLACE FUNCTION enter_epoch() RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  cluster bigint := (SELECT c.system_identifier FROM pg_control_system() c);
  life    text := left(pg_walfile_name(pg_current_wal_lsn()), 8);
  latest  signalcoherence.epoch;
BEGIN
  SELECT * INTO latest FROM signalcoherence.epoch ORDER BY number DESC LIMIT 1;
  IF latest.system_identifier = cluster AND latest.timeline = life
      AND EXISTS (SELECT FROM signalcoherence.run_mark m WHERE m.epoch = latest.number) THEN
    RETURN latest.number;
  END IF;
  PERFORM pg_advisory_xact_lock(7305, 1);
  SELECT * INTO latest FROM signalcoherence.epoch ORDER BY number DESC LIMIT 1;
  IF latest.system_identifier = cluster AND latest.timeline = life THEN
    IF EXISTS (SELECT FROM signalcoherence.run_mark m WHERE m.epoch = latest.number) THEN
      RETURN latest.number;
    END IF;
    UPDATE signalcoherence.epoch e SET run = e.run + 1 WHERE e.number = latest.number;
  ELSE
    INSERT INTO signalcoherence.epoch (number, id, system_identifier, timeline, began)
      VALUES (coalesce(latest.number, 0) + 1, gen_random_uuid(), cluster, life, clock_timestamp())
      RETURNING number INTO latest.number;
  END IF;
  INSERT INTO signalcoherence.run_mark VALUES (latest.number) ON CONFLICT DO NOTHING;
  RETURN latest.number;
END
$$;

-- Whose signals a transaction stored, as the keys of their advisory locks: eight bytes a tenant, no name.
-- Two tenants with one key make each look changed when the other has, and cost a reading, not an answer.
-- Commits of before have none, and may be anybody's.
ALTER TABLE ledger_commit ADD COLUMN tenants bigint[];

-- How old what a tenant's scores are made from may become, in milliseconds; NULL: as the service is set.
ALTER TABLE tenant ADD COLUMN cache_millis integer CHECK (cache_millis BETWEEN 0 AND 3600000);

-- Admits a login role that serves requests: it sees and writes the granted tenants, and appends only.
-- The sub-select makes the grant a constant of each statement.
CREATE OR REPLACE FUNCTION admit_app(login name, home text) RETURNS void
  LANGUAGE plpgsql SET search_path = signalcoherence, pg_catalog, pg_temp AS $$
DECLARE
  target text;
BEGIN
  PERFORM admit_role(login, home);
  FOREACH target IN ARRAY
    ARRAY['ledger_signal', 'rollup_minute', 'rollup_hour', 'rollup_pair', 'tenant_day'] LOOP
    PERFORM admit_to_rows(login, target,
      'tenant_id = ANY ((SELECT signalcoherence.granted_tenants())::text[])');
    EXECUTE format('GRANT SELECT, INSERT ON %I TO %I', target, login);
  END LOOP;
  EXECUTE format('GRANT UPDATE (n, w, wv, w2) ON rollup_minute, rollup_hour TO %I', login);
  EXECUTE format('GRANT UPDATE (day) ON tenant_day TO %I', login);
  EXECUTE format('GRANT SELECT, INSERT ON ledger_commit TO %I', login);
  EXECUTE format('GRANT UPDATE (state, healthy, warn, share, retention, pair_limit,'
    ' cache_millis) ON tenant TO %I', login);
  EXECUTE format('GRANT EXECUTE ON FUNCTION granted_tenants(), register_tenant(text, text, text, text[],'
    ' text, numeric, numeric, integer, text, integer) TO %I', login);
END
$$;
