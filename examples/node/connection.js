// Where Kafka and the schema registry are, and what KafkaJS needs to be told once.
import kafkajs from 'kafkajs'
import lz4 from 'lz4js'

const { CompressionCodecs, CompressionTypes, Kafka, logLevel } = kafkajs

// Millrace compresses with LZ4, which KafkaJS reads only once it is given a codec.
CompressionCodecs[CompressionTypes.LZ4] = () => ({
  compress: async ({ buffer }) => Buffer.from(lz4.compress(buffer)),
  decompress: async buffer => Buffer.from(lz4.decompress(buffer)),
})

// A secured cluster needs more, for instance:
//   ssl: { ca: [readFileSync('ca.pem')] },
//   sasl: { mechanism: 'scram-sha-512', username: process.env.KAFKA_USERNAME, password: process.env.KAFKA_PASSWORD },
export const kafka = new Kafka({
  clientId: 'parcels-example',
  brokers: process.env.BOOTSTRAP_SERVERS.split(','),
  logLevel: logLevel.ERROR,
})

// With a password: { host, auth: { username, password } }
export const registryUrl = process.env.SCHEMA_REGISTRY

export const topics = {
  records: 'parcels.records',
  labels: 'parcels.labels',
  predictions: 'parcels.predictions',
  alerts: 'parcels.drift-alerts',
}

// Prints a topic as JSON lines from its beginning: `limit` values, or until none came for ten seconds. KafkaJS gives
// committed messages only (readUncommitted is false unless set), without the markers of transactions.
export async function print(topic, limit, decode) {
  const consumer = kafka.consumer({ groupId: `node-example-${Date.now()}` }) // yours would be a fixed name
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  let printed = 0
  let last = Date.now()
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ message }) => {
      const value = await decode(message.value)
      if (printed < limit) {
        console.log(JSON.stringify(value))
        printed++
        last = Date.now()
      }
    },
  })
  while (printed < limit && Date.now() - last < 10_000) {
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  await consumer.disconnect()
}
