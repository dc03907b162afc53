long DriverEntry(void *driver, void *path)
{
    return Second(driver) == path;
}
