import { connectTelnet } from '../telnet/telnet.ts'
import { startPeer } from './peer.ts'
import { converseInTelnet } from './telnet-peer.ts'
import { testTransport } from './transport-contract.ts'

testTransport({
  name: 'Telnet',
  isTyped: true,
  startPeer: () => startPeer(converseInTelnet),
  connect: connectTelnet,
  openChannel: (transport) => transport.openShell(),
})
