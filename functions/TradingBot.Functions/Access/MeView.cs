using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace TradingBot.Functions.Access;

/// <summary>Who is signed in.</summary>
public sealed record MeView(
    string Name,
    [property: AllowedValues(Access.Roles.Owner, Access.Roles.Viewer)] IReadOnlyList<string> Roles,
    [property: JsonConverter(typeof(JsonStringEnumConverter<AuthMode>))] AuthMode Mode);
