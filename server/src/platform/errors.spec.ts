import { NotFound, Refused } from './errors';

it('makes refusals without a stack, and leaves that of other errors as it was', () => {
  expect(new Refused('out_of_stock').stack).not.toContain('\n');
  expect(new NotFound().stack).not.toContain('\n');
  expect(new Error('unforeseen').stack).toContain('errors.spec');
});
