/** Other shops are in a segment than before because the segment changed: its rule, its list, or time going by. */
export class SegmentChanged {
  constructor(readonly segmentId: number) {}
}
