import { Mistral } from "@mistralai/mistralai";

const client = new Mistral({ apiKey: process.env.MISTRAL_API_KEY });
export const ask = (content) =>
  client.chat.complete({ model: "mistral-large-latest", messages: [{ role: "user", content }] });
