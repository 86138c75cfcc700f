-- Signals and rollups are partitioned by UTC month, with no DEFAULT partition: retention drops a whole
-- month of all three at once, and a month is made when its first signal comes.

-- Makes what is missing of the months that hold the given days. CREATE and ATTACH rather than CREATE …
-- PARTITION OF: attaching lets appends to other months go on. A month whose detaching was not finished
-- is refused with SQLSTATE SC004, and one whose table is there detached with that of CREATE TABLE: what
-- retention took out never comes back.
CREATE FUNCTION ensure_months(days date[]) RETURNS void
  LANGUAGE plpgsql SET search_path = signalcoherence, pg_catalog, pg_temp AS $$
DECLARE
  month  date;
  parent text;
  part   text;
  options text;
  detaching boolean;
BEGIN
  PERFORM pg_advisory_xact_lock(7305, 2);
  FOR month IN SELECT DISTINCT date_trunc('month', d::timestamp)::date FROM unnest(days) AS g (d) ORDER BY 1 LOOP
    FOREACH parent IN ARRAY ARRAY['ledger_signal', 'rollup_minute', 'rollup_hour'] LOOP
      part := parent || '_' || to_char(month, 'YYYY_MM');
      SELECT i.inhdetachpending INTO detaching FROM pg_inherits i
       WHERE i.inhparent = parent::regclass AND i.inhrelid = to_regclass(part);
      IF detaching THEN
        RAISE EXCEPTION 'the detaching of % is not finished', part USING ERRCODE = 'SC004';
      END IF;
      CONTINUE WHEN FOUND;
      -- room on each page, so that a sum that changes stays where it is
      options := CASE parent WHEN 'ledger_signal' THEN '' ELSE ' WITH (fillfactor = 80)' END;
      EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)%s', part, parent, options);
      EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', part);
      EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, part,
        to_char(month, 'YYYY-MM-DD') || ' 00:00:00+00',
        to_char(month + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00');
    END LOOP;
  END LOOP;
END
$$;

-- The first days of the months whose signals and rollups all have their partition.
CREATE FUNCTION known_months() RETURNS SETOF date
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = signalcoherence, pg_catalog, pg_temp AS $$
  SELECT to_date(right(c.relname, 7), 'YYYY_MM')
    FROM pg_inherits i
    JOIN pg_class c ON c.oid = i.inhrelid
   WHERE i.inhparent IN ('ledger_signal'::regclass, 'rollup_minute'::regclass, 'rollup_hour'::regclass)
     AND NOT i.inhdetachpending
   GROUP BY 1
  HAVING count(*) = 3
$$;
