void *Second(void *driver)
{
    return driver;
}
