/** Webhooks about who is online, profiles, friends and blacklists. */
import { Type } from 'typebox'
import { Account, after, before, Count, EventTime, Flag, Maybe, OneOf, Text } from './webhook.ts'

const Pairs = Type.Array(Type.Object({ From_Account: Account('Whose list.'), To_Account: Account('Who is meant.') }), {
  description: 'One pair for each list that changed.',
})

const Results = {
  ResultItem: Maybe(
    Type.Array(
      Type.Object({
        To_Account: Account('Who is meant.'),
        ResultCode: Count('0: allowed. 38000–39000: refused with this code.'),
        ResultInfo: Maybe(Text('Passed on to the asker.')),
      }),
    ),
  ),
}

export const PEOPLE_WEBHOOKS = {
  'State.StateChange': after('A user logged in, logged out or lost the connection.', {
    EventTime,
    Info: Type.Object({
      Action: OneOf(['Login', 'Logout', 'Disconnect'], 'What happened.'),
      To_Account: Account('Whose session.'),
      Reason: OneOf(
        ['Register', 'Unregister', 'LinkClose', 'TimeOut'],
        'Login: Register. Logout: Unregister. Disconnect: LinkClose, or TimeOut when nothing was heard any more.',
      ),
    }),
    KickedDevice: Maybe(
      Type.Array(Type.Object({ Platform: Text('`Web`, `iOS` …') }), {
        description: 'Sessions that this login ended; absent when there were none.',
      }),
    ),
  }),
  'Profile.CallbackPortraitSet': after('A profile was changed.', {
    From_Account: Account('Whose profile.'),
    Operator_Account: Account('Who changed it.'),
    ProfileItem: Type.Array(
      Type.Object({
        Tag: Text('`Tag_Profile_IM_Nick` …'),
        Value: Type.Union([Type.String(), Type.Integer()], { description: 'Its new value.' }),
      }),
    ),
    EventTime,
  }),
  'Sns.CallbackPrevFriendAdd': before(
    'A user is about to ask others for friendship. Not for requests of the server API.',
    {
      Requester_Account: Account('Who asks.'),
      From_Account: Account('For whom.'),
      FriendItem: Type.Array(
        Type.Object({
          To_Account: Account('Who is asked.'),
          Remark: Maybe(Text('What the asker calls this friend.')),
          GroupName: Maybe(Text('The group of friends to put them into.')),
          AddSource: Maybe(Text('`AddSource_Type_…`')),
          AddWording: Maybe(Text('What the asker says.')),
        }),
      ),
      AddType: OneOf(['Add_Type_Single', 'Add_Type_Both'], 'On whose lists.'),
      ForceAddFlags: Flag('1: without asking.'),
      EventTime,
    },
    Results,
  ),
  'Sns.CallbackPrevFriendResponse': before(
    'A user is about to answer requests for friendship. Not for requests of the server API.',
    {
      Requester_Account: Account('Who answers.'),
      From_Account: Account('For whom.'),
      ResponseFriendItem: Type.Array(
        Type.Object({
          To_Account: Account('Who had asked.'),
          Remark: Maybe(Text('What the answerer calls this friend.')),
          TagName: Maybe(Text('The group of friends to put them into.')),
          ResponseAction: OneOf(
            ['Response_Action_AgreeAndAdd', 'Response_Action_Agree', 'Response_Action_Reject'],
            'The answer.',
          ),
        }),
      ),
      EventTime,
    },
    Results,
  ),
  'Sns.CallbackFriendAdd': after('Somebody became a friend.', {
    PairList: Type.Array(
      Type.Object({
        From_Account: Account('On whose list.'),
        To_Account: Account('Who is on it now.'),
        Initiator_Account: Account('Who began it.'),
      }),
    ),
    ClientCmd: OneOf(['friend_add', 'FriendAdd', 'friend_response', 'FriendResponse'], 'What led to it.'),
    Admin_Account: Text('The administrator, when the server API did it; else empty.'),
    ForceFlag: Flag('1: without asking.'),
    EventTime,
  }),
  'Sns.CallbackFriendDelete': after('Friends were deleted.', { PairList: Pairs, EventTime }),
  'Sns.CallbackBlackListAdd': after('Users were blocked.', { PairList: Pairs, EventTime }),
  'Sns.CallbackBlackListDelete': after('Users were unblocked.', { PairList: Pairs, EventTime }),
} as const
