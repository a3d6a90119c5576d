import { bodyOf, valuesOf } from './use-community-form';

const community = {
  id: 3,
  name: '五金交流',
  description: '',
  rules: '不刷屏',
  coverUrl: '/api/files/9?s=x',
  segments: [{ id: 4, name: 'A 级' }],
  postRight: 'approved',
  commentRight: 'everyone',
  moderators: [{ staffId: 2, name: '李芳' }],
  shops: 12,
  posts: 3,
  archivedAt: null,
  my: { mayPost: true, mayComment: true, mayModerate: true, joinRequest: 'none' },
} as Parameters<typeof valuesOf>[0];

describe('the form of a community', () => {
  it('leaves a cover alone that was not touched', () => {
    expect(bodyOf(valuesOf(community))).toEqual({
      name: '五金交流',
      description: '',
      rules: '不刷屏',
      segmentIds: [4],
      postRight: 'approved',
      commentRight: 'everyone',
      moderatorStaffIds: [2],
    });
  });

  it('sends a new cover, and null for one that was taken away', () => {
    expect(bodyOf({ ...valuesOf(community), cover: [{ id: 20, url: 'x', thumbUrl: null }] })).toMatchObject({ coverFileId: 20 });
    expect(bodyOf({ ...valuesOf(community), cover: [] })).toMatchObject({ coverFileId: null });
  });
});
