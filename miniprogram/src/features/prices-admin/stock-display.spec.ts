import { type StockDisplay, withFirst, withLevel, withSegment } from './stock-display';

const none: StockDisplay = { default: 'word', levels: [], segments: [] };

describe('how stock is shown to whom', () => {
  it('has one rule for each level, or none', () => {
    const one = withLevel(withLevel(none, 'A', 'figure'), 'A', 'none');
    expect(one.levels).toEqual([{ level: 'A', show: 'none' }]);
    expect(withLevel(one, 'A', 'default').levels).toEqual([]);
  });

  it('asks segments in their order, each once', () => {
    const two = withSegment(withSegment(none, 4, 'figure'), 5, 'none');
    expect(withSegment(two, 4, 'word').segments).toEqual([
      { segmentId: 4, show: 'word' },
      { segmentId: 5, show: 'none' },
    ]);
    expect(withFirst(two, 5).segments.map(({ segmentId }) => segmentId)).toEqual([5, 4]);
    expect(withSegment(two, 4, null).segments).toEqual([{ segmentId: 5, show: 'none' }]);
  });
});
