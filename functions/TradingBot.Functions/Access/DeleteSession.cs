using Microsoft.AspNetCore.Http;

namespace TradingBot.Functions.Access;

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
