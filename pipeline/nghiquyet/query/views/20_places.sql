CREATE VIEW places AS
SELECT
    place_code(admin_code, layer) AS place_code,
    coalesce(most_frequent(CASE WHEN unit_type = 'admin' THEN canonical END), most_frequent(canonical)) AS place,
    most_frequent(level) AS level,
    min(province_code) AS province_code
FROM units
WHERE admin_code IS NOT NULL AND level <> 'hamlet'
GROUP BY 1;

COMMENT ON VIEW places IS 'The provinces, districts and communes that the articles name';
COMMENT ON COLUMN places.place_code IS 'Official code; with the layer behind it for the units of July 2025 and after';
COMMENT ON COLUMN places.place IS 'Name: the most frequent one of the place itself, else of a body of it';
COMMENT ON COLUMN places.level IS 'Administrative level';
COMMENT ON COLUMN places.province_code IS 'Code of its province';
