using Microsoft.AspNetCore.Http;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Access;

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
