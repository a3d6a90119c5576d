import type { FastifyInstance } from 'fastify';
import type { World } from '../state/world';
import { seal } from './crypto';
import { PayError } from './pay-error';
import { payRoute } from './pay-route';
import { shanghaiTime } from './pay-views';

export function certificateRoutes(scope: FastifyInstance, world: World): void {
  payRoute(scope, world, 'certificates', { method: 'GET', url: '/v3/certificates' }, () => {
    const { identity, account } = world.pay;
    if (identity.certificates.length === 0) throw PayError.of(world.limits.pay.noCertificates, '无可用的平台证书，请使用微信支付公钥');
    return {
      data: identity.certificates.slice(-2).map(({ serial, pem, from, until }) => {
        const nonce = world.random.alphanumeric(12);
        return {
          serial_no: serial,
          effective_time: shanghaiTime(from),
          expire_time: shanghaiTime(until),
          encrypt_certificate: {
            algorithm: 'AEAD_AES_256_GCM',
            nonce,
            associated_data: 'certificate',
            ciphertext: seal(pem, account.apiV3Key, nonce, 'certificate'),
          },
        };
      }),
    };
  });
}
