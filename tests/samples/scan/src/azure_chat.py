"""The same id at another provider, which ends it on another day."""

from openai import AzureOpenAI

client = AzureOpenAI(azure_endpoint="https://example.openai.azure.com", api_version="2024-10-21")
answer = client.chat.completions.create(model="gpt-4.1-nano", messages=[])
