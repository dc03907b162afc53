int debug(void)
{
    return 0;
}
