entrypoint "OpenDrv"
