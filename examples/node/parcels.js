// Sends parcels and their labels to Millrace and prints its answers, with KafkaJS and its client of the schema registry.
//
//   node parcels.js send N [flipped]   sends N parcels, then their labels; flipped: as if the world had changed
//   node parcels.js predictions [N]    prints predictions as JSON lines, N of them or until none come for ten seconds
//   node parcels.js alerts [N]         the same for drift alerts
import { COMPATIBILITY, SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry'
import { kafka, print, registryUrl, topics } from './connection.js'

const registry = new SchemaRegistry({ host: registryUrl })

// The schema of the records is yours: fields are found by name, those of the pipeline's columns are used.
const PARCEL = {
  type: 'record',
  name: 'Parcel',
  namespace: 'com.example.parcels',
  fields: [
    { name: 'distance', type: 'double' },
    { name: 'weight', type: ['null', 'double'], default: null },
    { name: 'carrier', type: 'string' },
    { name: 'express', type: 'boolean' },
  ],
}

// The schema of labels is Millrace's: see docs/topics.md.
const LABEL = {
  type: 'record',
  name: 'Label',
  namespace: 'io.millrace.schemas',
  fields: [
    { name: 'id', type: 'string' },
    { name: 'value', type: 'string' },
    { name: 'labelledAt', type: { type: 'long', logicalType: 'timestamp-millis' } },
  ],
}

async function register(topic, schema) {
  const found = { type: SchemaType.AVRO, schema: JSON.stringify(schema) }
  const { id } = await registry.register(found, {
    subject: `${topic}-value`,
    compatibility: COMPATIBILITY.BACKWARD, // what this client sets for a subject that has no level of its own
  })
  return id
}

async function send(count, flipped) {
  // KafkaJS 2 puts a key where Java clients put it, so that a label finds the partition of its record.
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 })
  const parcel = await register(topics.records, PARCEL)
  const label = await register(topics.labels, LABEL)
  await producer.connect()
  const run = Date.now()
  for (let from = 0; from < count; from += 500) {
    const records = []
    const labels = []
    for (let i = from; i < Math.min(count, from + 500); i++) {
      const key = `node-${run}-${i}` // the key of a record is its id: never send one twice
      const value = {
        distance: Math.random() * 2000,
        weight: Math.random() < 0.95 ? Math.random() * 30 : null,
        carrier: ['bike', 'van', 'ship'][Math.floor(Math.random() * 3)],
        express: Math.random() < 0.5,
      }
      const late = value.distance > (value.express ? 1500 : 500)
      records.push({ key, value: await registry.encode(parcel, value) })
      const answer = { id: key, value: late !== flipped ? 'late' : 'on-time', labelledAt: Date.now() }
      labels.push({ key, value: await registry.encode(label, answer) })
    }
    await producer.send({ topic: topics.records, messages: records })
    await producer.send({ topic: topics.labels, messages: labels }) // some time later the truth is known
  }
  await producer.disconnect()
  console.error(`sent ${count} parcels and their labels`)
}

const [what, limit = 'Infinity', how] = process.argv.slice(2)
if (what === 'send' && Number.isFinite(Number(limit))) {
  await send(Number(limit), how === 'flipped')
} else if (what === 'predictions' || what === 'alerts') {
  // the writer's schema comes from the registry, by the id in front of the value
  await print(topics[what], Number(limit), value => registry.decode(value))
} else {
  console.error('usage: node parcels.js send N [flipped] | predictions [N] | alerts [N]')
  process.exit(2)
}
