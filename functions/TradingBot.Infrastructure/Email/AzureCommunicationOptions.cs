using System.ComponentModel.DataAnnotations;
using TradingBot.Infrastructure.Settings;

namespace TradingBot.Infrastructure.Email;

/// <summary>The settings <c>Email:AzureCommunication:*</c>.</summary>
public sealed class AzureCommunicationOptions
{
    /// <summary>Address of the Communication Services resource, https and without keys; null only with another provider.</summary>
    [HttpsHost]
    [Display(Description = "the Communication Services resource, signed in to with the bot's own identity",
        ShortName = "an https address without keys", Prompt = "https://name.europe.communication.azure.com")]
    public Uri? Endpoint { get; init; }
}
