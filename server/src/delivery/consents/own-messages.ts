import { Injectable, type OnModuleInit } from '@nestjs/common';
import { OwnData } from '../../members/people/own-data';

/** What a person agreed to be sent, for the file of everything that is stored about them. */
@Injectable()
export class OwnMessages implements OnModuleInit {
  constructor(private readonly ownData: OwnData) {}

  onModuleInit(): void {
    this.ownData.register({
      key: 'messages',
      collect: async (sql, accountId) => ({
        consents: await sql.query(
          `SELECT t.title, c.granted, c.sent, c.granted - c.sent - c.held AS \`left\`, c.answer, c.asked_at AS askedAt
           FROM push_consent c JOIN push_template t ON t.id = c.template_id WHERE c.account_id = ? ORDER BY c.template_id`,
          [accountId],
        ),
        preferences: await sql.query('SELECT announcements, orders, community FROM push_preference WHERE account_id = ?', [accountId]),
      }),
    });
  }
}
