-- The workers as they are searched.
CREATE UNLOGGED TABLE worker AS
  SELECT id, trade, skills, ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography AS place FROM loaded;
DROP TABLE loaded;
CREATE INDEX worker_skills ON worker USING gin (skills);
CREATE INDEX worker_trade_place ON worker USING gist (trade, place);
CREATE INDEX worker_trade ON worker (trade);
VACUUM ANALYZE worker;
