int notthis(void)
{
    return 0;
}
