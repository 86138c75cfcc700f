-- Who and where: the cell this database belongs to, its regions, the login roles, the tenants.
-- Texts that the domain compares exactly are COLLATE "C": their order is that of their bytes.

-- A database belongs to one cell.
CREATE TABLE cell (
  name text COLLATE "C" NOT NULL PRIMARY KEY
);
CREATE UNIQUE INDEX cell_is_one ON cell ((true));

CREATE TABLE region (
  name text COLLATE "C" NOT NULL PRIMARY KEY
);

-- The regions where any copy of this database may lie.
CREATE TABLE cell_region (
  cell   text COLLATE "C" NOT NULL REFERENCES cell,
  region text COLLATE "C" NOT NULL REFERENCES region,
  PRIMARY KEY (cell, region),
  UNIQUE (region)
);

-- The region of a login role. Written by the owner alone: a session's region is never a setting. Only a
-- region of the cell can have one, and only such a role is granted anything: the store refuses every
-- other region as a whole. Within the cell, every tenant is allowed every region; see below.
CREATE TABLE region_role (
  role_name name NOT NULL PRIMARY KEY,
  region    text COLLATE "C" NOT NULL REFERENCES cell_region (region)
);

CREATE TABLE tenant (
  tenant_id    text COLLATE "C" NOT NULL PRIMARY KEY,
  organisation text COLLATE "C" NOT NULL,
  cell         text COLLATE "C" NOT NULL REFERENCES cell,
  state        text COLLATE "C" NOT NULL CHECK (state IN ('active', 'draining', 'erased')),
  healthy      numeric(10, 9) NOT NULL CHECK (healthy BETWEEN 0 AND 1),
  warn         numeric(10, 9) NOT NULL CHECK (warn BETWEEN 0 AND healthy),
  share        integer NOT NULL CHECK (share BETWEEN 1 AND 1000),
  retention    text COLLATE "C" NOT NULL,
  pair_limit   integer NOT NULL CHECK (pair_limit BETWEEN 1 AND 100000)
);

-- The regions allowed to a tenant; all regions of its cell are among them.
CREATE TABLE tenant_region (
  tenant_id text COLLATE "C" NOT NULL REFERENCES tenant,
  region    text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, region)
);

-- That every region of the cell is allowed to every tenant holds at all times, not only when a tenant
-- is registered: neither a region that some tenant forbids can join the cell, nor can a tenant's
-- permission for a region of the cell go.
CREATE FUNCTION cell_suits_its_tenants() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  LOCK TABLE signalcoherence.cell_region, signalcoherence.tenant_region IN SHARE ROW EXCLUSIVE MODE;
  PERFORM FROM signalcoherence.tenant t
    JOIN signalcoherence.cell_region c ON c.cell = t.cell
   WHERE NOT EXISTS (SELECT FROM signalcoherence.tenant_region r
                      WHERE r.tenant_id = t.tenant_id AND r.region = c.region);
  IF FOUND THEN
    RAISE EXCEPTION 'a region of the cell would not be allowed to some tenant'
      USING ERRCODE = 'SC002';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER cell_suits_its_tenants AFTER INSERT OR UPDATE ON cell_region
  FOR EACH STATEMENT EXECUTE FUNCTION cell_suits_its_tenants();
CREATE TRIGGER cell_suits_its_tenants AFTER UPDATE OR DELETE ON tenant_region
  FOR EACH STATEMENT EXECUTE FUNCTION cell_suits_its_tenants();

-- Signals before the floor have been deleted, so their keys are refused for ever. A floor only rises.
CREATE TABLE tenant_floor (
  tenant_id text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES tenant,
  floor     timestamptz NOT NULL
);

CREATE FUNCTION floor_only_rises() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.floor < OLD.floor OR NEW.tenant_id <> OLD.tenant_id THEN
    RAISE EXCEPTION 'a floor only rises' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER floor_only_rises BEFORE UPDATE ON tenant_floor
  FOR EACH ROW EXECUTE FUNCTION floor_only_rises();

CREATE FUNCTION erased_stays_erased() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF OLD.state = 'erased' AND NEW.state <> 'erased' THEN
    RAISE EXCEPTION 'an erased tenant stays erased' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER erased_stays_erased BEFORE UPDATE ON tenant
  FOR EACH ROW EXECUTE FUNCTION erased_stays_erased();

-- The advisory lock of a tenant: appends take it shared, a retention run exclusively.
CREATE FUNCTION tenant_lock_key(tenant text) RETURNS bigint
  LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN hashtextextended(tenant, 7305);

-- The region of the login role of this session.
CREATE FUNCTION session_region() RETURNS text
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found text;
BEGIN
  SELECT r.region INTO found FROM signalcoherence.region_role r WHERE r.role_name = session_user;
  IF found IS NULL THEN
    RAISE EXCEPTION 'login role % has no region', session_user
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN found;
END
$$;

-- The tenants that this transaction was granted. No grant is an error, never an empty answer. It runs
-- in every statement of every append, so it asks no table.
CREATE FUNCTION granted_tenants() RETURNS text[]
  LANGUAGE plpgsql STABLE AS $$
DECLARE
  tenants text[] := nullif(current_setting('signalcoherence.tenants', true), '');
BEGIN
  IF tenants IS NULL OR tenants = '{}' THEN
    RAISE EXCEPTION 'signalcoherence.tenants grants no tenant'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN tenants;
END
$$;

-- The tenants that the session's region holds: what followers and retention may touch.
CREATE FUNCTION regional_tenants() RETURNS SETOF text
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  here text := signalcoherence.session_region();
BEGIN
  RETURN QUERY SELECT r.tenant_id FROM signalcoherence.tenant_region r WHERE r.region = here COLLATE "C";
END
$$;

-- Registers a tenant if its name is free; true if it was. The cell must be this database's, and all
-- the cell's regions must be allowed: SQLSTATE SC001 (cell) and SC002 (region) say which failed.
CREATE FUNCTION register_tenant(
    tenant_id text, organisation text, cell text, regions text[], state text,
    healthy numeric, warn numeric, share integer, retention text, pair_limit integer)
  RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
BEGIN
  PERFORM FROM signalcoherence.tenant t WHERE t.tenant_id = $1;
  IF FOUND THEN
    RETURN false;
  END IF;
  PERFORM FROM signalcoherence.cell c WHERE c.name = $3;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'unknown cell' USING ERRCODE = 'SC001';
  END IF;
  -- waits for whoever is changing the cell's regions, and keeps others from it until this tenant is seen
  LOCK TABLE signalcoherence.cell_region IN ROW EXCLUSIVE MODE;
  PERFORM FROM signalcoherence.cell_region c WHERE c.cell = $3 AND c.region <> ALL ($4);
  IF FOUND THEN
    RAISE EXCEPTION 'the cell has a region that is not allowed' USING ERRCODE = 'SC002';
  END IF;
  INSERT INTO signalcoherence.tenant VALUES ($1, $2, $3, $5, $6, $7, $8, $9, $10)
    ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  INSERT INTO signalcoherence.tenant_region SELECT DISTINCT $1, a FROM unnest($4) AS g (a);
  RETURN true;
END
$$;
