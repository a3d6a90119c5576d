import Taro from '@tarojs/taro';
import { subscribe } from './subscribe';

const requestSubscribeMessage = jest.fn();
const getSetting = jest.fn();

beforeEach(() => {
  process.env.TARO_ENV = 'weapp';
  Object.assign(Taro, { requestSubscribeMessage, getSetting });
  requestSubscribeMessage.mockReset();
  getSetting.mockReset().mockResolvedValue({ subscriptionsSetting: { mainSwitch: true, itemSettings: {} } });
});

describe('asking for messages', () => {
  it('tells what was answered for each template, and what is kept for good', async () => {
    requestSubscribeMessage.mockResolvedValue({ errMsg: 'requestSubscribeMessage:ok', a: 'accept', b: 'reject', c: 'acceptWithAudio' });
    getSetting.mockResolvedValue({ subscriptionsSetting: { mainSwitch: true, itemSettings: { a: 'accept' } } });
    expect(await subscribe(['a', 'b', 'c'])).toEqual([
      { platformId: 'a', answer: 'accept', keeps: true },
      { platformId: 'b', answer: 'reject', keeps: false },
    ]);
  });

  it('happens within the tap, before anything is waited for', () => {
    requestSubscribeMessage.mockReturnValue(new Promise(() => undefined));
    void subscribe(['a']);
    expect(requestSubscribeMessage).toHaveBeenCalledWith({ tmplIds: ['a'] });
  });

  it('takes "everything is switched off" for a no', async () => {
    requestSubscribeMessage.mockRejectedValue({ errCode: 20004, errMsg: 'requestSubscribeMessage:fail The main switch is switched off' });
    expect(await subscribe(['a'])).toEqual([{ platformId: 'a', answer: 'reject', keeps: false }]);
  });

  it.each([{ errCode: 10005, errMsg: 'requestSubscribeMessage:fail' }, new TypeError('not a function')])(
    'says nothing where nobody was asked: %p',
    async (error) => {
      requestSubscribeMessage.mockRejectedValue(error);
      expect(await subscribe(['a'])).toEqual([]);
    },
  );

  it('says nothing about settings that cannot be read, and asks about nothing for nothing', async () => {
    requestSubscribeMessage.mockResolvedValue({ errMsg: 'requestSubscribeMessage:ok', a: 'accept' });
    getSetting.mockRejectedValue({ errMsg: 'getSetting:fail' });
    expect(await subscribe(['a'])).toEqual([{ platformId: 'a', answer: 'accept', keeps: false }]);
    expect(await subscribe([])).toEqual([]);
    expect(requestSubscribeMessage).toHaveBeenCalledTimes(1);
  });
});
