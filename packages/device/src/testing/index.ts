export { fakeDevice } from './fake-device/fake-device.ts'
export type { FakeDevice, FakeDeviceOptions, FakeFacts, FakePlatform, Seen } from './fake-device/options.ts'
export type { Fault } from './fake-device/fault.ts'
