-- The engine's functions by name, on one machine: they write down what they were asked, and refuse what it refuses.
CREATE SCHEMA engine;
SET LOCAL search_path = public, engine;
CREATE TABLE engine.citus_tables (
    table_name regclass, citus_table_type text, distribution_column text, colocation_id int, asked serial
);
CREATE TABLE engine.emptied (table_name regclass);

CREATE FUNCTION engine.refuse_keys(asked regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM pg_constraint WHERE contype = 'f' AND asked IN (conrelid, confrelid)) THEN
        RAISE EXCEPTION '% has foreign keys to or from tables that are not placed yet', asked;
    END IF;
    IF EXISTS (SELECT FROM pg_trigger WHERE tgrelid = asked AND NOT tgisinternal) THEN
        RAISE EXCEPTION 'triggers are not supported on distributed tables';
    END IF;
END $$;

CREATE FUNCTION engine.create_reference_table(asked regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM engine.refuse_keys(asked);
    INSERT INTO engine.citus_tables VALUES (asked, 'reference', NULL, 1);
END $$;

CREATE FUNCTION engine.create_distributed_table(asked regclass, by text, colocate_with text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE lying int := 2;
BEGIN
    PERFORM engine.refuse_keys(asked);
    IF EXISTS (
        SELECT FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attname = by
        WHERE indrelid = asked AND indisunique AND NOT attnum = ANY (indkey::smallint[])
    ) THEN
        RAISE EXCEPTION 'cannot create constraint on "%": it does not contain the partition column', asked;
    END IF;
    IF colocate_with <> 'none' THEN
        SELECT colocation_id INTO STRICT lying FROM engine.citus_tables WHERE table_name = colocate_with::regclass;
    END IF;
    INSERT INTO engine.citus_tables VALUES (asked, 'distributed', by, lying);
END $$;

CREATE FUNCTION engine.truncate_local_data_after_distributing_table(asked regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM engine.citus_tables placed WHERE placed.table_name = $1) THEN
        RAISE EXCEPTION 'supplied parameter is not a distributed relation';
    END IF;
    INSERT INTO engine.emptied VALUES ($1);
    EXECUTE format('TRUNCATE %s CASCADE', $1);
END $$
