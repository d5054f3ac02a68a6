using Microsoft.AspNetCore.Http;
using TradingBot.Functions.Access;
using TradingBot.Functions.Contracts;

namespace TradingBot.Functions.Api;

/// <summary>Who is signed in, and with which roles.</summary>
public sealed class GetMe(AuthOptions options)
{
    [Function(nameof(GetMe))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me")] HttpRequest request)
    {
        var caller = Caller.Of(request);
        return Answers.Json(new MeView(caller.Name, caller.Roles, options.Mode.ToString()));
    }
}
