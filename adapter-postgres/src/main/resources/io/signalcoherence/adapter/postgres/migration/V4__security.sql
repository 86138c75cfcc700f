-- Who may touch what. Row-level security is FORCED: without a policy not even the owner sees a row.
ALTER TABLE ledger_signal ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE rollup_minute ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE rollup_hour   ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE rollup_pair   ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE tenant_day    ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA signalcoherence FROM PUBLIC;

-- Gives this database its cell, and the cell a region. One at a time: the trigger of cell_region takes a
-- stronger lock than the insert before it, which two at once would never get. SQLSTATE SC005 says that
-- the database or the region belongs to another cell.
CREATE FUNCTION admit_cell(home text, place text) RETURNS void
  LANGUAGE plpgsql SET search_path = signalcoherence, pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7305, 3);
  INSERT INTO cell SELECT home WHERE NOT EXISTS (SELECT FROM cell);
  PERFORM FROM cell c WHERE c.name = home;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the database belongs to another cell' USING ERRCODE = 'SC005';
  END IF;
  INSERT INTO region VALUES (place) ON CONFLICT DO NOTHING;
  INSERT INTO cell_region VALUES (home, place) ON CONFLICT DO NOTHING;
  PERFORM FROM cell_region c WHERE c.cell = home AND c.region = place;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the region belongs to another cell' USING ERRCODE = 'SC005';
  END IF;
END
$$;

-- Gives a login role its region: role and region are fixed for ever, so that a wrong configuration
-- can't move data. SQLSTATE SC003 says that the role has another region already.
CREATE FUNCTION admit_role(login name, home text) RETURNS void
  LANGUAGE plpgsql SET search_path = signalcoherence, pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO region_role VALUES (login, home) ON CONFLICT DO NOTHING;
  PERFORM FROM region_role r WHERE r.role_name = login AND r.region = home;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the role belongs to another region' USING ERRCODE = 'SC003';
  END IF;
  EXECUTE format('GRANT USAGE ON SCHEMA signalcoherence TO %I', login);
  EXECUTE format('GRANT SELECT ON cell, region, cell_region, region_role, tenant, tenant_region,'
    ' tenant_floor, epoch TO %I', login);
  EXECUTE format('GRANT EXECUTE ON FUNCTION session_region(), enter_epoch(), tenant_lock_key(text),'
    ' known_months() TO %I', login);
END
$$;

-- Makes one policy for a role on one table, unless it is there.
CREATE FUNCTION admit_to_rows(login name, target text, condition text) RETURNS void
  LANGUAGE plpgsql SET search_path = signalcoherence, pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM pg_policy p WHERE p.polrelid = target::regclass AND p.polname = login;
  IF NOT FOUND THEN
    EXECUTE format('CREATE POLICY %I ON %I TO %I USING (%s)', login, target, login, condition);
  END IF;
END
$$;

-- Admits a login role that serves requests: it sees and writes the granted tenants, and appends only.
-- The sub-select makes the grant a constant of each statement.
CREATE FUNCTION admit_app(login name, home text) RETURNS void
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
  EXECUTE format('GRANT UPDATE (state, healthy, warn, share, retention, pair_limit) ON tenant TO %I', login);
  EXECUTE format('GRANT EXECUTE ON FUNCTION granted_tenants(), register_tenant(text, text, text, text[],'
    ' text, numeric, numeric, integer, text, integer) TO %I', login);
END
$$;

-- Admits a login role that follows the ledger: it reads the tenants of its region.
CREATE FUNCTION admit_worker(login name, home text) RETURNS void
  LANGUAGE plpgsql SET search_path = signalcoherence, pg_catalog, pg_temp AS $$
DECLARE
  target text;
BEGIN
  PERFORM admit_role(login, home);
  FOREACH target IN ARRAY
    ARRAY['ledger_signal', 'rollup_minute', 'rollup_hour', 'rollup_pair', 'tenant_day'] LOOP
    PERFORM admit_to_rows(login, target,
      'tenant_id IN (SELECT t COLLATE "C" FROM signalcoherence.regional_tenants() AS g (t))');
    EXECUTE format('GRANT SELECT ON %I TO %I', target, login);
  END LOOP;
  EXECUTE format('GRANT SELECT ON ledger_commit TO %I', login);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON ledger_follower TO %I', login);
  EXECUTE format('GRANT EXECUTE ON FUNCTION regional_tenants() TO %I', login);
END
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA signalcoherence FROM PUBLIC;
