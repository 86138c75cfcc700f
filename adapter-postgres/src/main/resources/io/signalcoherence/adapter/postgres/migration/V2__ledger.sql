-- The ledger itself: epochs, signals, commits, rollups, followers.

-- The lives of the ledger. A restored or promoted database reuses transaction ids, so it begins a new one.
CREATE TABLE epoch (
  number            integer NOT NULL PRIMARY KEY CHECK (number >= 1),
  id                uuid NOT NULL,
  system_identifier bigint NOT NULL,
  timeline          text COLLATE "C" NOT NULL,
  began             timestamptz NOT NULL
);

-- The epoch of this cluster and timeline; begins one if the last belongs to another.
CREATE FUNCTION enter_epoch() RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  cluster bigint := (SELECT c.system_identifier FROM pg_control_system() c);
  life    text := left(pg_walfile_name(pg_current_wal_lsn()), 8);
  latest  signalcoherence.epoch;
BEGIN
  SELECT * INTO latest FROM signalcoherence.epoch ORDER BY number DESC LIMIT 1;
  IF FOUND AND latest.system_identifier = cluster AND latest.timeline = life THEN
    RETURN latest.number;
  END IF;
  PERFORM pg_advisory_xact_lock(7305, 1);
  SELECT * INTO latest FROM signalcoherence.epoch ORDER BY number DESC LIMIT 1;
  IF FOUND AND latest.system_identifier = cluster AND latest.timeline = life THEN
    RETURN latest.number;
  END IF;
  INSERT INTO signalcoherence.epoch
    VALUES (coalesce(latest.number, 0) + 1, gen_random_uuid(), cluster, life, clock_timestamp())
    RETURNING number INTO latest.number;
  RETURN latest.number;
END
$$;

-- One row a signal. Wide fixed columns come first, so that no row is padded.
CREATE TABLE ledger_signal (
  commit        xid8 NOT NULL,
  ts            timestamptz NOT NULL,
  received_at   timestamptz NOT NULL,
  value_e9      bigint NOT NULL,
  weight_e6     bigint NOT NULL,
  provenance_id uuid NOT NULL,
  epoch         integer NOT NULL,
  position      integer NOT NULL,
  tenant_id     text COLLATE "C" NOT NULL,
  source        text COLLATE "C" NOT NULL,
  signal_id     text COLLATE "C" NOT NULL,
  type          text COLLATE "C" NOT NULL,
  digest        bytea NOT NULL,
  channel       text COLLATE "C" NOT NULL,
  principal     text COLLATE "C" NOT NULL,
  organisation  text COLLATE "C" NOT NULL,
  purpose       text COLLATE "C" NOT NULL,
  retention     text COLLATE "C" NOT NULL,
  licence       text COLLATE "C" NOT NULL,
  held_in       text COLLATE "C" NOT NULL,
  residency     text COLLATE "C",
  trace_id      text COLLATE "C",
  attributes    text COLLATE "C",
  PRIMARY KEY (tenant_id, source, signal_id, ts)
) PARTITION BY RANGE (ts);

-- Reading in the ledger's order. Rows arrive in nearly this order, so each insert meets the same last page.
CREATE INDEX ledger_signal_order ON ledger_signal (epoch, commit, position);

-- One row a transaction that stored signals: the ledger's order, and where in time its signals lie.
CREATE TABLE ledger_commit (
  epoch   integer NOT NULL,
  commit  xid8 NOT NULL,
  entries integer NOT NULL CHECK (entries >= 1),
  from_ts timestamptz NOT NULL,
  to_ts   timestamptz NOT NULL,
  PRIMARY KEY (epoch, commit)
);

-- Exact sums a minute and an hour. The pair of the rest has empty source and type.
-- w is in 1e-6, wv in 1e-15, w2 in 1e-12; all are whole numbers.
CREATE TABLE rollup_minute (
  minute    timestamptz NOT NULL,
  n         bigint NOT NULL,
  tenant_id text COLLATE "C" NOT NULL,
  source    text COLLATE "C" NOT NULL,
  type      text COLLATE "C" NOT NULL,
  w         numeric NOT NULL,
  wv        numeric NOT NULL,
  w2        numeric NOT NULL,
  PRIMARY KEY (tenant_id, minute, source, type)
) PARTITION BY RANGE (minute);

CREATE TABLE rollup_hour (
  hour      timestamptz NOT NULL,
  n         bigint NOT NULL,
  tenant_id text COLLATE "C" NOT NULL,
  source    text COLLATE "C" NOT NULL,
  type      text COLLATE "C" NOT NULL,
  w         numeric NOT NULL,
  wv        numeric NOT NULL,
  w2        numeric NOT NULL,
  PRIMARY KEY (tenant_id, hour, source, type)
) PARTITION BY RANGE (hour);

-- The pairs that a tenant tells apart on one UTC day. Whoever adds a pair holds the day's row until its
-- transaction ends.
CREATE TABLE tenant_day (
  tenant_id text COLLATE "C" NOT NULL,
  day       date NOT NULL,
  PRIMARY KEY (tenant_id, day)
);
CREATE TABLE rollup_pair (
  tenant_id text COLLATE "C" NOT NULL,
  day       date NOT NULL,
  source    text COLLATE "C" NOT NULL,
  type      text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, day, source, type)
);

-- Who follows the ledger, and how far each has come.
CREATE TABLE ledger_follower (
  name       text COLLATE "C" NOT NULL PRIMARY KEY,
  read_in    integer NOT NULL,
  epoch      integer NOT NULL,
  commit     xid8 NOT NULL,
  position   integer NOT NULL CHECK (position >= -1),
  gap        boolean NOT NULL DEFAULT false,
  updated_at timestamptz NOT NULL
);
