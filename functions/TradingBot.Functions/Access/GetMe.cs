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
