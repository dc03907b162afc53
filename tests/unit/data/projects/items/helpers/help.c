int help(void)
{
    return 0;
}
