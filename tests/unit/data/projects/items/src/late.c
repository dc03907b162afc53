int late(void)
{
    return 0;
}
