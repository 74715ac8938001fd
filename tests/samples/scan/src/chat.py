"""Chat. We moved from gpt-4 to o1 because the command "gpt-4" was slow."""

from openai import OpenAI

client = OpenAI()

# model="gpt-4-0314" was the first one
FAST = "gpt-4.1-nano"


def ask(question: str) -> str:
    answer = client.chat.completions.create(model="o1", messages=[{"role": "user", "content": question}])
    return answer.choices[0].message.content


def check(name: str) -> str:
    # catalog: ignore
    if name == "gpt-4-0314":
        return "o1"
    return {"command": "nova", "sonar": "whisper"}.get(name, name)


LABEL = "Powered by gpt-4 and command"
SHOWN_AS = "GPT-4"
