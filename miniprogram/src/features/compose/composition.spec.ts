import type { AnnouncementView } from '@dianquan/shared/contract/announcements';
import { type Composition, compositionOf, correctionBody, draftBody, emptyComposition, isBlank, UNTITLED } from './composition';
import { richBlocks } from './draft-blocks';
import { faultFromApi, publishFaults } from './faults';

const NOW = Date.parse('2026-11-22T02:00:00.000Z');
const whole: Composition = {
  ...emptyComposition({ everyone: true, segmentIds: [], shopIds: [], excludeSegmentIds: [], excludeShopIds: [] }),
  title: '十二月政策',
  blocks: [{ key: 'a', type: 'text', typed: '**满三千**减一百' }],
};

describe('an announcement while it is written', () => {
  it('keeps only what is whole and leaves empty parts out', () => {
    const body = draftBody({
      ...whole,
      title: ' ',
      blocks: [
        { key: 'a', type: 'heading', typed: ' ' },
        { key: 'b', type: 'list', typed: '扳手\n\n钳子' },
        { key: 'c', type: 'picture', picture: { id: 7, url: '/x', thumbUrl: null }, caption: ' ' },
      ],
      button: { label: '', page: '/pages/home/index' },
      question: { text: '几折？', answers: ['九折', ''], right: 0 },
    });
    expect(body).not.toHaveProperty('title');
    expect(body).toMatchObject({
      blocks: [
        { type: 'list', items: ['扳手', '钳子'] },
        { type: 'picture', fileId: 7 },
      ],
      button: null,
      question: null,
    });
    expect(body.blocks[1]).toEqual({ type: 'picture', fileId: 7 });
  });

  it('comes back from the server as it was written', () => {
    const kept = { ...draftBody(whole), attachments: [], cover: null, audience: { ...whole.audience, names: ['全部门店'] } };
    const again = compositionOf(kept as unknown as AnnouncementView);
    expect(draftBody(again)).toEqual(draftBody(whole));
    expect(again.blocks).toEqual([{ key: 'kept-0', type: 'text', typed: '**满三千**减一百' }]);
    expect(compositionOf({ ...kept, title: UNTITLED } as unknown as AnnouncementView).title).toBe('');
  });

  it('corrects what readers see and nothing else', () => {
    const body = correctionBody(whole, ' 改了日期 ');
    expect(body).toMatchObject({ title: '十二月政策', correctionNote: '改了日期' });
    for (const fixed of ['audience', 'question', 'mustAcknowledge', 'publishAt', 'openUntil']) expect(body).not.toHaveProperty(fixed);
  });

  it('knows that nothing has been written yet', () => {
    expect(isBlank(emptyComposition())).toBe(true);
    expect(isBlank(whole)).toBe(false);
    expect(richBlocks(emptyComposition().blocks)).toEqual([]);
  });
});

describe('what keeps it from being published', () => {
  const fields = (given: Composition, people = 5) => publishFaults(given, { people }, NOW).map(({ step, field }) => `${step}.${field}`);

  it('is nothing when all is there', () => {
    expect(fields(whole)).toEqual([]);
    expect(fields({ ...whole, publishAt: '2026-11-23T02:00:00.000Z', openUntil: '2026-11-24T02:00:00.000Z' })).toEqual([]);
  });

  it('is said for each part', () => {
    expect(fields(emptyComposition())).toEqual(['content.title', 'content.blocks', 'audience.audience']);
    expect(fields({ ...whole, button: { label: '看目录', page: '' } })).toEqual(['content.button']);
    expect(fields({ ...whole, question: { text: '几折？', answers: ['九折', '九折'], right: 1 } })).toEqual(['content.question']);
    expect(fields(whole, 0)).toEqual(['audience.audience']);
    expect(fields({ ...whole, publishAt: '2026-11-22T01:00:00.000Z' })).toEqual(['time.publishAt']);
    expect(fields({ ...whole, publishAt: '2026-11-25T01:00:00.000Z', openUntil: '2026-11-24T01:00:00.000Z' })).toEqual(['time.openUntil']);
  });

  it('is put at its step when the server finds it', () => {
    expect(faultFromApi({ field: 'body.blocks.2.text', zh: '太长' })).toEqual({ step: 'content', field: 'blocks', zh: '太长' });
    expect(faultFromApi({ field: 'publishAt', zh: '已过' })).toEqual({ step: 'time', field: 'publishAt', zh: '已过' });
  });
});
