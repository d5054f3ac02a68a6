using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace TradingBot.Functions.Access;

/// <summary>The settings <c>Auth:*</c>, checked when the bot starts.</summary>
public sealed record AuthOptions
{
    public const string Section = "Auth";

    [Display(Description = "who says who is calling: the bot itself, or, on Azure only, the sign-in in front of it")]
    public AuthMode Mode { get; init; }

    /// <summary>Null: a generated password whose hash is kept in the ledger.</summary>
    [DefaultValue("generated, shown at each start until somebody has signed in")]
    [PasswordPropertyText(true)]
    [MinLength(8)]
    [Display(Description = "the administrator's password")]
    public string? AdminPassword { get; init; }

    /// <summary>Null: no automation token is accepted.</summary>
    [PasswordPropertyText(true)]
    [MinLength(22)]
    [Display(Description = "for automation, sent as `Authorization: Bearer`; make it random")]
    public string? ApiToken { get; init; }
}
