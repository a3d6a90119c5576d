import fc from 'fast-check';
import { boundingBox, distanceInMetres } from './distance';

const place = fc.record({
  latitude: fc.double({ min: -60, max: 60, noNaN: true }),
  longitude: fc.double({ min: -170, max: 170, noNaN: true }),
});
const step = fc.double({ min: -0.02, max: 0.02, noNaN: true });

describe('distances', () => {
  it('measures Chunxi Road to Kuanzhai Alley in Chengdu', () => {
    const metres = distanceInMetres({ latitude: 30.6571, longitude: 104.0771 }, { latitude: 30.6699, longitude: 104.0538 });
    expect(metres).toBeGreaterThan(2600);
    expect(metres).toBeLessThan(2700);
  });

  it('holds every place within the radius in the box', () => {
    fc.assert(
      fc.property(place, step, step, (from, north, east) => {
        const to = { latitude: from.latitude + north, longitude: from.longitude + east };
        const box = boundingBox(from, 1000);
        const isInside = to.latitude >= box.south && to.latitude <= box.north && to.longitude >= box.west && to.longitude <= box.east;
        return isInside || distanceInMetres(from, to) > 1000;
      }),
    );
  });
});
