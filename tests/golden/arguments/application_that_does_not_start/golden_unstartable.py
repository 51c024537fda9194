async def app(_, receive, send):
    await receive()
    await send({"type": "lifespan.startup.failed", "message": "no database"})
