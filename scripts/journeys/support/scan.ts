import type { Place } from './place';

/** Somebody holds their phone over a picture; the platform reads it and says which page opens. */
export async function scan(place: Place, picture: string, userKey: string): Promise<string> {
  const { launch } = await place.api.control<{ launch: { path: string; query: Record<string, string> } }>('/scans', 'POST', {
    userKey,
    picture,
    how: 'scan',
  });
  const query = Object.entries(launch.query).map(([name, value]) => `${name}=${value}`);
  return `/${launch.path}?${query.join('&')}`;
}
