export type Position = { latitude: number; longitude: number };

const EARTH_RADIUS_METRES = 6_371_000;
const METRES_PER_DEGREE = 111_320;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Haversine; both positions in GCJ-02, whose shift is the same within a few kilometres. */
export function distanceInMetres(a: Position, b: Position): number {
  const latitude = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2;
  const longitude = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  const chord = latitude + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * longitude;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** Holds every place within the radius, and some in its corners that are farther. */
export function boundingBox({ latitude, longitude }: Position, metres: number) {
  const high = metres / METRES_PER_DEGREE;
  const wide = metres / (METRES_PER_DEGREE * Math.max(0.01, Math.cos(radians(latitude))));
  return { south: latitude - high, north: latitude + high, west: longitude - wide, east: longitude + wide };
}
