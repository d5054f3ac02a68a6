using Microsoft.AspNetCore.Http;

namespace TradingBot.Functions.Access;

/// <summary>Signs in: 204 with the session cookie, or 401, or 429 after too many wrong passwords.</summary>
public sealed class PostSession(SignIn signIn)
{
    [Function(nameof(PostSession))]
    public Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "session")] HttpRequest request, CancellationToken token) =>
        signIn.AttemptAsync(request, token);
}
