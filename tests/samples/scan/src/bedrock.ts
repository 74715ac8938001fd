import { BedrockRuntimeClient, ConverseCommand } from "@aws-sdk/client-bedrock-runtime";

const client = new BedrockRuntimeClient({ region: "us-east-1" });
const modelId = "anthropic.claude-3-7-sonnet-20250219-v1:0";
const nova = { command: "nova", next: 'us-east-1' };
await client.send(new ConverseCommand({ modelId, messages: [] }));
