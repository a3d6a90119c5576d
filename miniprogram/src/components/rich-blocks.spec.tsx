import { render } from '@testing-library/react';
import { piecesOf, RichBlocks } from './rich-blocks';

describe('the text of a notice', () => {
  it('is cut where marks begin and end, and they may overlap', () => {
    const pieces = piecesOf('abcdef', [
      { from: 0, to: 3, mark: 'bold' },
      { from: 2, to: 5, mark: 'accent' },
    ]);
    expect(pieces.map(({ text, marks }) => [text, marks])).toEqual([
      ['ab', ['bold']],
      ['c', ['bold', 'accent']],
      ['de', ['accent']],
      ['f', []],
    ]);
  });

  it('survives marks that reach beyond it', () => {
    expect(piecesOf('短', [{ from: 0, to: 99, mark: 'bold' }])).toEqual([{ text: '短', from: 0, marks: ['bold'] }]);
    expect(piecesOf('短', [{ from: 50, to: 99, mark: 'bold' }])).toEqual([{ text: '短', from: 0, marks: [] }]);
  });

  it("shows an author's mark-up as the text that it is", () => {
    const { container } = render(
      <RichBlocks
        blocks={[
          { type: 'text', text: '<img src=x onerror=alert(1)>' },
          { type: 'heading', text: '<b>大</b>' },
        ]}
      />,
    );
    expect(container.textContent).toBe('<img src=x onerror=alert(1)><b>大</b>');
    expect(container.querySelector('img, b')).toBeNull();
  });
});
