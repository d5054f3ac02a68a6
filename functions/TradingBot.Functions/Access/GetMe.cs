using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Access;

/// <summary>Who is signed in, and with which roles.</summary>
public sealed class GetMe(AuthOptions options)
{
    [Function(nameof(GetMe))]
    [Answers(200, typeof(MeView))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me")] HttpRequest request)
    {
        var caller = Caller.Of(request);
        return Answers.Json(new MeView(caller.Name, caller.Roles, options.Mode));
    }
}

/// <summary>Who is signed in.</summary>
public sealed record MeView(
    string Name,
    [property: AllowedValues(Access.Roles.Owner, Access.Roles.Viewer)] IReadOnlyList<string> Roles,
    [property: JsonConverter(typeof(JsonStringEnumConverter<AuthMode>))] AuthMode Mode);
