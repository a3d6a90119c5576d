import { phoneOf } from '../state/identities';
import { type Answer, MINUTE, otherApp, STARTED_AT, shop, TestSimulator } from '../testing/simulator';

describe('the phone number behind a code', () => {
  let simulator: TestSimulator;
  beforeEach(async () => {
    simulator = await TestSimulator.start({ demoCodes: true });
  });
  afterEach(() => simulator.stop());

  const ask = async (body: object, app = shop): Promise<Answer & { phone_info?: object }> =>
    simulator.post('/api/wxa/business/getuserphonenumber', { access_token: await simulator.token(app) }, body);
  const newCode = (): string => simulator.world.issuePhoneCode(simulator.person());

  it('is given once, with country code and watermark', async () => {
    simulator.world.registerUser({ key: 'owner-1', phone: '13800000001' });
    const code = newCode();
    expect(await ask({ code })).toEqual({
      errcode: 0,
      errmsg: 'ok',
      phone_info: {
        phoneNumber: '13800000001',
        purePhoneNumber: '13800000001',
        countryCode: '86',
        watermark: { timestamp: STARTED_AT / 1000, appid: shop.appId },
      },
    });
    expect((await ask({ code })).errcode).toBe(40029);
  });

  it('carries the area code when it is a foreign one, and the country as a number if so set', async () => {
    const other = await TestSimulator.start({ limits: { phone: { countryCodeAs: 'number' } } });
    const person = other.world.registerUser({ key: 'owner-1', phone: '51234567', countryCode: '852' });
    const query = { access_token: await other.token() };
    const answer = await other.post('/api/wxa/business/getuserphonenumber', query, { code: other.world.issuePhoneCode(person) });
    expect(answer).toMatchObject({ phone_info: { phoneNumber: '+85251234567', purePhoneNumber: '51234567', countryCode: 852 } });
    await other.stop();
  });

  it('is not given for a code that is late, foreign, of wx.login, or made up', async () => {
    const late = newCode();
    simulator.wait(5 * MINUTE);
    const loginCode = simulator.world.issueLoginCode(simulator.person(), 'wechat');
    for (const code of [late, loginCode, 'made-up', '', undefined]) expect((await ask({ code })).errcode).toBe(40029);
    expect((await ask({ code: newCode() }, otherApp)).errcode).toBe(40029);
  });

  it('is given only to the right openid when one is named, and the code survives the wrong one', async () => {
    const code = newCode();
    expect((await ask({ code, openid: simulator.person('owner-2').openid })).errcode).toBe(40029);
    expect((await ask({ code, openid: simulator.person().openid })).errcode).toBe(0);
  });

  it('is given again and again for a standing demo code', async () => {
    simulator.person();
    for (let time = 0; time < 2; time++) {
      expect(await ask({ code: 'demo-phone-owner-1' })).toMatchObject({ phone_info: { purePhoneNumber: phoneOf('owner-1') } });
    }
    expect((await ask({ code: 'demo-phone-nobody' })).errcode).toBe(40029);
    expect((await ask({ code: 'demo-owner-1' })).errcode).toBe(40029);
  });

  it('needs a token', async () => {
    expect((await simulator.post('/api/wxa/business/getuserphonenumber', {}, { code: newCode() })).errcode).toBe(41001);
  });

  it('costs a paid call: at zero the button itself fails', async () => {
    const poor = await TestSimulator.start({ limits: { phone: { quota: 1 } } });
    const person = poor.person();
    poor.world.privacy.agree(person);
    const tap = () => poor.control('POST', '/users/owner-1/phone-codes', {});
    const { code } = (await tap()).json<{ code: string }>();
    await poor.post('/api/wxa/business/getuserphonenumber', { access_token: await poor.token() }, { code });
    expect((await tap()).json()).toMatchObject({ errno: 1_400_001 });
    await poor.stop();
  });
});
