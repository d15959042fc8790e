-- The cut formula: score_sql writes it for one question, ask answers one.

CREATE OR REPLACE FUNCTION site_of(q question) RETURNS geography LANGUAGE sql IMMUTABLE AS $$
  SELECT ST_SetSRID(ST_MakePoint(q.lon, q.lat), 4326)::geography
$$;

-- CASE trade WHEN .. THEN .. END + skills + locality, as an expression over worker.
CREATE OR REPLACE FUNCTION score_sql(q question) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT '(CASE trade '
    || (SELECT string_agg(format('WHEN %s THEN float8 ''%s''', t.id, t.adds), ' ') FROM unnest(q.trades, q.trade_adds) AS t (id, adds))
    || ' END + CASE WHEN skills = ''{}'' THEN float8 ''' || q.no_skills || ''' ELSE '
    || (SELECT string_agg(format('CASE WHEN %s = ANY (skills) THEN float8 ''%s'' ELSE 0 END', s.id, s.adds), ' + ')
        FROM unnest(q.skills, q.skill_adds) AS s (id, adds))
    || format(' END + %s * %s / (%s + ST_Distance(place, %L::geography, false)))',
              q.locality, q.pivot, q.pivot, site_of(q))
$$;

-- The best 20 who hold one of `trades`, within `metres` where given, but not those in `found`.
CREATE OR REPLACE FUNCTION best_sql(q question, trades integer[], metres double precision, found integer[])
RETURNS text LANGUAGE sql STABLE AS $$
  SELECT format('SELECT id, %s AS score FROM worker WHERE trade = ANY (%L::integer[])', score_sql(q), trades)
    || CASE WHEN metres IS NULL THEN '' ELSE format(' AND ST_DWithin(place, %L::geography, %s, false)', site_of(q), metres) END
    || CASE WHEN found = '{}' THEN '' ELSE format(' AND id <> ALL (%L::integer[])', found) END
    || ' ORDER BY score DESC LIMIT 20'
$$;

-- Rows of a question, best first: who holds the trade in reach, then the family in reach, then the
-- rest in rings that widen until nobody outside can beat the twentieth.
CREATE OR REPLACE FUNCTION rows_of(q question) RETURNS integer[] LANGUAGE plpgsql AS $$
DECLARE
  found integer[] := '{}';
  more integer[];
  last double precision;
  most double precision;
  metres double precision;
BEGIN
  FOR wanted IN 0..1 LOOP
    SELECT array_agg(t.id) INTO more FROM unnest(q.trades, q.tiers) AS t (id, tier) WHERE t.tier = wanted;
    CONTINUE WHEN more IS NULL;
    EXECUTE 'SELECT array_agg(id ORDER BY score DESC) FROM (' || best_sql(q, more, q.reach, '{}') || ') AS best' INTO more;
    found := found || coalesce(more, '{}');
    IF cardinality(found) >= 20 THEN RETURN found[1:20]; END IF;
  END LOOP;
  SELECT max(adds) INTO most FROM unnest(q.trade_adds) AS adds;
  SELECT most + sum(adds) INTO most FROM unnest(q.skill_adds) AS adds;
  metres := 2 * q.reach;
  LOOP
    IF metres > 1000000 THEN metres := NULL; END IF;
    EXECUTE 'SELECT array_agg(id ORDER BY score DESC), (array_agg(score ORDER BY score DESC))[' || 20 - cardinality(found)
      || '] FROM (' || best_sql(q, q.trades, metres, found) || ') AS best' INTO more, last;
    EXIT WHEN metres IS NULL OR last >= most + q.locality * q.pivot / (q.pivot + metres);
    metres := 3 * metres;
  END LOOP;
  RETURN (found || coalesce(more, '{}'))[1:20];
END
$$;

-- Microseconds, a tab, rows.
CREATE OR REPLACE FUNCTION ask(asked integer) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  q question;
  start timestamptz;
  found integer[];
BEGIN
  SELECT * INTO q FROM question WHERE number = asked;
  start := clock_timestamp();
  found := rows_of(q);
  RETURN 1e6 * extract(epoch FROM clock_timestamp() - start) || E'\t' || array_to_string(found, ' ');
END
$$;
