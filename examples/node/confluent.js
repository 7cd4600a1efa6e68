// Prints Millrace's answers with Confluent's own client of the schema registry instead; KafkaJS still carries the bytes.
//
//   node confluent.js predictions [N]
//   node confluent.js alerts [N]
import { AvroDeserializer, SchemaRegistryClient, SerdeType } from '@confluentinc/schemaregistry'
import { print, registryUrl, topics } from './connection.js'

const registry = new SchemaRegistryClient({ baseURLs: registryUrl.split(',') })
const avro = new AvroDeserializer(registry, SerdeType.VALUE, {})

const [what, limit = 'Infinity'] = process.argv.slice(2)
if (what !== 'predictions' && what !== 'alerts') {
  console.error('usage: node confluent.js predictions [N] | alerts [N]')
  process.exit(2)
}
await print(topics[what], Number(limit), value => avro.deserialize(topics[what], value))
