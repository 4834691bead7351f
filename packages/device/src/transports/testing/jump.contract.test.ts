import { afterAll, beforeAll } from 'vitest'
import { fakeDevice, type FakeDevice } from '../../testing/index.ts'
import { tofu } from '../host-keys.ts'
import { connectTelnet } from '../telnet/telnet.ts'
import { startPeer } from './peer.ts'
import { converseInTelnet } from './telnet-peer.ts'
import { testTransport } from './transport-contract.ts'

const login = { username: 'jump', password: 'jump-password' }
let hop: FakeDevice

beforeAll(async () => {
  hop = await fakeDevice({ platform: 'linux', hostname: 'jump', ...login, config: '', forwards: true })
})
afterAll(() => hop.close())

testTransport({
  name: 'Telnet through a jump host',
  isTyped: true,
  startPeer: () => startPeer(converseInTelnet),
  connect: (dial) => connectTelnet({ ...dial, jump: [hopOf(hop)] }),
  openChannel: (transport) => transport.openShell(),
})

const hopOf = ({ address, port }: FakeDevice) => ({
  host: address,
  port,
  credential: { username: login.username, password: () => login.password },
  hostKey: tofu({ find: async () => [], add: async () => undefined }),
})
