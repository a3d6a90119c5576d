import { render } from '@testing-library/react';
import { Stepper } from './stepper';

const mockDrawn: string[] = [];
jest.mock('@tarojs/components', () => ({
  ...jest.requireActual('@tarojs/components'),
  Input: ({ value }: { value: string }) => {
    mockDrawn.push(value);
    return null;
  },
}));

const sku = { units: [{ name: '台', factor: 1 }], minimum: 1, step: 1, maximum: null };
const stepper = (quantity: number) => <Stepper sku={sku} unit="台" quantity={quantity} onChange={() => undefined} label="手电钻" />;

it('never draws its box with a figure that is no longer so', () => {
  const { rerender } = render(stepper(0));
  expect(mockDrawn).toEqual([]);
  rerender(stepper(3));
  expect(new Set(mockDrawn)).toEqual(new Set(['3']));
});
