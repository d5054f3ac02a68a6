using Microsoft.AspNetCore.Http;
using TradingBot.Functions.Access;

namespace TradingBot.Functions.Api;

/// <summary>Signs out: takes the cookie back.</summary>
public sealed class DeleteSession
{
    [Function(nameof(DeleteSession))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "session")] HttpRequest request)
    {
        SessionCookie.Clear(request.HttpContext);
        return Results.NoContent();
    }
}
