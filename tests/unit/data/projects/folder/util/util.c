int u(void)
{
    return 0;
}
