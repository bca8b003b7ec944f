// Reads Avro records from Kafka, decodes them with Confluent's client, prints each as one line of JSON.
//
// Usage: node read_records.js BOOTSTRAP_SERVERS REGISTRY_URL TOPIC COUNT

const { Kafka, logLevel } = require('kafkajs');
const { SchemaRegistryClient, AvroDeserializer, SerdeType } = require('@confluentinc/schemaregistry');

// What JSON can hold: bytes in hexadecimal.
function plain(value) {
  if (Buffer.isBuffer(value)) return value.toString('hex');
  if (Array.isArray(value)) return value.map(plain);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]));
  }
  return value;
}

async function main(bootstrap, registryUrl, topic, count) {
  const registry = new SchemaRegistryClient({ baseURLs: [registryUrl] });
  const deserializer = new AvroDeserializer(registry, SerdeType.VALUE, {});
  const kafka = new Kafka({ brokers: [bootstrap], logLevel: logLevel.ERROR });
  const consumer = kafka.consumer({ groupId: 'javascript-' + topic });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  let seen = 0;
  await new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('only ' + seen + ' records came')), 60000);
    consumer.run({
      eachMessage: async ({ message }) => {
        try {
          const value = await deserializer.deserialize(topic, message.value);
          const headers = Object.fromEntries(
            Object.entries(message.headers).map(([name, text]) => [name, text.toString()]));
          console.log(JSON.stringify({ key: message.key.toString(), headers, value: plain(value) }));
          if (++seen === count) resolve();
        } catch (error) {
          reject(error);
        }
      },
    }).catch(reject);
  });
  await consumer.disconnect();
}

const [bootstrap, registryUrl, topic, count] = process.argv.slice(2);
main(bootstrap, registryUrl, topic, Number(count)).then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
