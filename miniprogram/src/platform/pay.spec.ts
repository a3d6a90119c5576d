import Taro from '@tarojs/taro';
import { ApiError } from './api-error';
import { pay } from './pay';

const params = { timeStamp: '1763780000', nonceStr: 'n', package: 'prepay_id=wx1', signType: 'RSA', paySign: 's' } as const;
type Asked = { success: (told: object) => void; fail: (told: object) => void };
const requestPayment = jest.fn<void, [Asked]>();

describe('paying by WeChat', () => {
  beforeEach(() => {
    process.env.TARO_ENV = 'weapp';
    Object.assign(Taro, { requestPayment });
    requestPayment.mockReset();
  });

  it('shows the sheet for what the server signed', async () => {
    requestPayment.mockImplementation(({ success }) => success({ errMsg: 'requestPayment:ok' }));
    expect(await pay(params)).toBe('ok');
    expect(requestPayment).toHaveBeenCalledWith(expect.objectContaining(params));
  });

  it('takes closing the sheet for an answer', async () => {
    requestPayment.mockImplementation(({ fail }) => fail({ errMsg: 'requestPayment:fail cancel' }));
    expect(await pay(params)).toBe('cancelled');
  });

  it.each([{ errMsg: 'requestPayment:fail 支付验证签名失败' }, {}])('says that it failed: %j', async (error) => {
    requestPayment.mockImplementation(({ fail }) => fail(error));
    const failed = await pay(params).catch((one: unknown) => one);
    expect(failed).toBeInstanceOf(ApiError);
    expect((failed as ApiError).message).toContain('微信支付没有成功');
  });
});
