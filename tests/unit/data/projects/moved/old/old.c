long DriverEntry(void *driver, void *path)
{
    return driver == path;
}
