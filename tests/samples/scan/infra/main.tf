resource "azurerm_cognitive_deployment" "chat" {
  name = "chat"
  model {
    name    = "gpt-4.1-nano"
    version = "2025-04-14"
  }
}
